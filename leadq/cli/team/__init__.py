"""Commands about teams: joining one, bringing store and hub together, settling conflicts."""
