"""What lets others find and share the pages: canonical addresses, languages, structured data, sitemap, robots."""
