# Every target sets up what it needs: .venv with all extras, from uv.lock.
.PHONY: demo test run bench check format clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

demo: $(READY) ## Try it all on a page of one's own: no token, no network
	$(BIN)/python -m playground

test: $(READY) ## Run all tests
	$(BIN)/python -m pytest

run: $(READY) ## Start the bot; the token is in .env
	$(BIN)/python -m bot run

bench: $(READY) ## Measure: updates a CPU second, and the time from doubt to answer
	$(BIN)/python -m benchmarks.intake
	$(BIN)/python -m benchmarks.latency

check: $(READY) ## What a push must pass before the tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) .uv

# uv comes from the index into a small environment of its own, and builds .venv exactly as uv.lock says.
$(READY): uv.lock pyproject.toml
	$(PYTHON) -m venv .uv
	.uv/bin/python -m pip install --quiet --disable-pip-version-check uv
	UV_PROJECT_ENVIRONMENT=$(VENV) .uv/bin/uv sync --quiet --frozen --all-extras --python $(PYTHON)
	touch $@
