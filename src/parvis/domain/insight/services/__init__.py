"""What keeps snapshots, and says who reads them."""
