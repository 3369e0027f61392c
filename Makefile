# The same words for those who type make.
.PHONY: run test check setup
run test check setup:
	@./portal $@
