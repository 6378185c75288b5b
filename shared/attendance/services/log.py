"""The log: one line for each outcome, with fields, and nothing personal in it."""

from aws_lambda_powertools import Logger

logger = Logger()
