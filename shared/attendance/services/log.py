"""The log: one line an outcome, with fields, and nothing personal in it."""

from aws_lambda_powertools import Logger

logger = Logger()
