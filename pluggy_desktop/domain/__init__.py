"""What the product talks about and its rules: values, money, dates, statuses. Pure."""
