"""Tables in, answers out: nothing here knows a screen."""
