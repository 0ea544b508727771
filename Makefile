# The commands of this project; README.md says what they do. Each is safe to repeat.
PYTHON ?= python3
BIN := .venv/bin
export PYTHONDONTWRITEBYTECODE ?= 1

.PHONY: run dev test coverage lint bench bench-admin faults clean help
help:
	@echo "make run    serve SyncRoom          make test   every test"
	@echo "make dev    serve with reload       make lint   style and checks"
	@echo "make bench  measure the speed       make clean  remove .venv"
	@echo "make faults all faults of docs/faults.md in full; F=F2: one, in minutes"

run: .venv/run
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py collectstatic --no-input --verbosity 0
	@exec $(BIN)/python manage.py serve

dev: .venv/dev
	@SYNCROOM_DEBUG=1 $(BIN)/python manage.py migrate --verbosity 0
	@SYNCROOM_DEBUG=1 exec $(BIN)/python manage.py runserver $${HOST:-127.0.0.1}:$${PORT:-8000}

test: .venv/dev
	@exec $(BIN)/python -m pytest $(ARGS)

# What the last `make test ARGS="--cov --cov-report="` ran through, and what it must.
coverage: .venv/dev
	@$(BIN)/coverage report --fail-under=90
	@$(BIN)/coverage report --include="rooms/*" --fail-under=95 > /dev/null || { $(BIN)/coverage report --include="rooms/*"; exit 1; }

lint: .venv/dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@SYNCROOM_URL=https://study.example.org $(BIN)/python manage.py check --deploy --fail-level WARNING
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/python manage.py protocol --check
	@$(BIN)/python manage.py limits --check
	@$(BIN)/python manage.py configuration --check

bench: .venv/dev
	@exec $(BIN)/python -m bench $(ARGS)

# The admin's lists on a large site that it makes, and removes: some ten minutes and 5 GB.
bench-admin: .venv/dev
	@exec $(BIN)/python -m bench.admin $(ARGS)

# What `make test` plays in short: F=F2 selects tests/faults/test_f2_*.py, and without it all are played; ARGS="-k postgresql" a part of it.
FAULT = $(wildcard tests/faults/test_$(if $(F),$(subst A,a,$(subst F,f,$(F)))_)*.py)
faults: .venv/dev
	@[ -n "$(FAULT)" ] || { echo "make faults F=…, one of: $(sort $(foreach file,$(wildcard tests/faults/test_*.py),$(word 2,$(subst _, ,$(subst _a,_A,$(subst _f,_F,$(notdir $(file))))))))"; exit 2; }
	@exec $(BIN)/python -m pytest -n0 -s $(FAULT) $(ARGS)

.venv/bin/python:
	@.ci/venv $(PYTHON)

.venv/run: requirements.txt | .venv/bin/python
	@echo "Installing what SyncRoom stands on (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/dev: requirements.txt requirements-dev.txt | .venv/bin/python
	@echo "Installing what the tests need (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ .venv/run

clean:
	rm -rf .venv
