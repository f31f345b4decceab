"""The network to look at, what it hangs on, who should meet, and the indicators."""
