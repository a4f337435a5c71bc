"""How a plan is changed: tables like a spreadsheet, driven by the fields of the domain."""
