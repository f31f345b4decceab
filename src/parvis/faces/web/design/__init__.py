"""The look: tokens, components, and the gallery that shows them."""
