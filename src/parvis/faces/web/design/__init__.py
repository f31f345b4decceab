"""How pages look: stylesheets, components, vendored files, and the gallery that shows them all."""
