"""Three made-up sites of a made-up county, and the small server that answers for them."""
