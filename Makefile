# The verbs of this checkout. Each does all its own set-up; the work is in dev/.
PORT ?= 8000
export PORT

verbs:
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s%s\n", $$1, $$2 }' Makefile

start: ## everything up, with the demo town, on 127.0.0.1 [PORT=8000]
	@dev/start
stop: ## server, worker and database down; the data stay
	@dev/stop
test: ## all checks, on the embedded PostgreSQL and on Debian's
	@dev/test
bench: ## how fast, beside bare Django on the same machine [CASES=10000]
	@dev/bench
lint: ## formats, mends what can be mended, checks the stairs and the types
	@dev/lint
messages: ## collects the words of every room for translation
	@dev/messages
lock: ## pins every dependency with its hashes
	@dev/lock
measure: ## sizes of functions, files and rooms, beside last month's
	@dev/ready run && .venv/bin/python dev/measure.py

.PHONY: verbs start stop test bench lint messages lock measure
