"""A package, so that its browser is started once for all of its files."""
