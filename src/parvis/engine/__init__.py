"""Pure Python methods: values in, values out, no Django and no database."""
