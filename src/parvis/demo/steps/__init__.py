"""What the demo is made of, in order; each step does nothing when it was done before, so that a build can go on."""
