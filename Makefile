.PHONY: demo test quick budget pictures
demo: ; script/server
test: ; script/test
quick: ; script/test --quick
budget: ; ZUOXI_WRITE_BUDGET=1 .venv/bin/pytest -q tests/web/test_query_budget.py
