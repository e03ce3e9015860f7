"""Telephony: queues, and the events that come from the switch."""
