"""What requests and answers look like, noun by noun; limits that depend on settings are the services'."""
