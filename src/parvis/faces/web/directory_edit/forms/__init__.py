"""Forms: the shape of the input; what it must fulfil is asked by the services."""
