"""The pages in the engines that are not Chromium's, by Debian's packages."""
