"""Integrations (对接): one folder per outside system or standard. Nobody imports them."""
