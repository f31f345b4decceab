"""What reads the network, and what counts it."""
