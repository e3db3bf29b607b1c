"""How the library's schema came to be, step by step."""
