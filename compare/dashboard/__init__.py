"""The dashboard: one module per page, and the parts they share. It shows tables; it analyses nothing."""
