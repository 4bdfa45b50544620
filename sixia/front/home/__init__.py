"""Home (首页与工作台): the public front page, an officer's desk, the demo town. It holds no rules and no tables of its own."""
