"""The small changes that mutation testing makes to a file of the rules, one at a time.

Comparisons, borders, connectives, arithmetic, grades and severities, keys, what is returned. Words (f-strings,
annotations, decorators) are left alone.
"""

import ast
import copy
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

SWAPS: dict[type, tuple[type, ...]] = {
    ast.Lt: (
        ast.LtE,
        ast.GtE,
    ),
    ast.LtE: (
        ast.Lt,
        ast.Gt,
    ),
    ast.Gt: (
        ast.GtE,
        ast.LtE,
    ),
    ast.GtE: (
        ast.Gt,
        ast.Lt,
    ),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Add,),
    ast.FloorDiv: (ast.Mult,),
    ast.Mod: (ast.FloorDiv,),
    ast.BitOr: (ast.BitAnd,),
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list", "floor": "round"}
MEMBERS = {
    "Severity": ("VIOLATION", "NEEDS_REASON", "NOTICE"),
    "Grade": ("EXCELLENT", "GOOD", "FULFILLED", "UNFULFILLED"),
    "Outcome": ("MET", "FOUND", "LIFTED", "NOT_BINDING"),
    "NotGradable": ("NON_MEMBER", "EXEMPT", "SUSPENDED", "TOO_NEW", "TOO_SMALL", "KIND_NOT_SUBJECT"),
    "CapBase": ("GOOD_ONLY", "GOOD_OR_BETTER"),
}


def swapped(op: ast.AST) -> list[ast.AST]:
    return [other() for other in SWAPS.get(type(op), ())]


def others(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in place of a node, itself changed once."""
    match node:
        case ast.Compare(ops=ops):
            for place, op in enumerate(ops):
                for other in swapped(op):
                    yield ast.Compare(node.left, [*ops[:place], other, *ops[place + 1 :]], node.comparators)
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(swapped(op)[0], values)
            for at in range(len(values)):
                rest = values[:at] + values[at + 1 :]
                yield ast.BoolOp(op, rest) if len(rest) > 1 else rest[0]
        case ast.BinOp(op=op) | ast.AugAssign(op=op):
            for other in swapped(op):
                changed = copy.copy(node)
                changed.op = other
                yield changed
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield operand
        case ast.If(test=test) | ast.IfExp(test=test) if not isinstance(test, ast.Compare | ast.BoolOp | ast.UnaryOp):
            changed = copy.copy(node)
            changed.test = ast.UnaryOp(ast.Not(), test)
            yield changed
        case ast.comprehension(ifs=[_, *_]):
            changed = copy.copy(node)
            changed.ifs = []
            yield changed
        case ast.Constant(value=bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(value=int() as value):
            yield from (ast.Constant(value + 1), ast.Constant(value - 1))
        case ast.Constant(value=str() as value) if re.fullmatch("[a-z_]+", value):
            yield ast.Constant(f"not_{value}")
        case ast.Attribute(value=ast.Name(id=kind), attr=attr) if attr in MEMBERS.get(kind, ()):
            yield from (ast.Attribute(node.value, one, node.ctx) for one in MEMBERS[kind] if one != attr)
        case ast.Name(id=name, ctx=ast.Load()) if name in NAMES:
            yield ast.Name(NAMES[name], node.ctx)
        case ast.Return(value=ast.AST() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield ast.Return(ast.Constant(None))
        case ast.Continue() | ast.Break() | ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()):
            yield ast.Pass()


class Mutant(NamedTuple):
    tree: ast.Module
    line: int
    text: str
    function: int | None
    """First line of the function in whose body it stands: that code can be exchanged after it was imported."""


def mutants(tree: ast.Module) -> list[Mutant]:
    made: list[Mutant] = []

    def visit(node: ast.AST, put: Callable[[ast.AST], None], line: int, function: int | None) -> None:
        line = getattr(node, "lineno", line)
        if isinstance(node, ast.JoinedStr | ast.Import | ast.ImportFrom):
            return
        for other in others(node):
            put(ast.fix_missing_locations(ast.copy_location(other, node)))
            text = f"{ast.unparse(node).splitlines()[0][:70]}  →  {ast.unparse(other).splitlines()[0][:70]}"
            compile(tree, text, "exec")  # one that cannot be compiled would count as noticed
            made.append(Mutant(copy.deepcopy(tree), line, text, function))
            put(node)
        for field, value in ast.iter_fields(node):
            if field in {"annotation", "returns", "decorator_list"}:
                continue
            deeper = function
            if isinstance(node, ast.FunctionDef) and field == "body":
                deeper = min(one.lineno for one in (node, *node.decorator_list))
            if isinstance(value, list):
                for place, child in enumerate(value):
                    if isinstance(child, ast.AST):
                        visit(child, lambda new, v=value, p=place: v.__setitem__(p, new), line, deeper)
            elif isinstance(value, ast.AST):
                visit(value, lambda new, n=node, f=field: setattr(n, f, new), line, deeper)

    visit(tree, lambda new: None, 0, None)
    return made
