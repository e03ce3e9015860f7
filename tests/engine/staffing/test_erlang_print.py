"""Against print and against what can be worked out by hand."""

from __future__ import annotations

from fractions import Fraction
from math import exp, inf

import pytest

from zuoxi.engine.staffing.erlang import evaluate, evaluate_many


def blocking(load: Fraction, agents: int) -> Fraction:
    """Erlang B by its recursion in exact fractions: B(n) = a B(n-1) / (n + a B(n-1))."""
    b = Fraction(1)
    for n in range(1, agents + 1):
        b = load * b / (n + load * b)
    return b


def test_two_erlangs_on_three_agents_lose_four_callers_in_nineteen() -> None:
    assert evaluate(model="B", erlangs=2, agents=3, aht_s=180).p_block == pytest.approx(4 / 19, rel=1e-15)


def test_two_erlangs_on_three_agents_keep_four_callers_in_nine_waiting() -> None:
    c = evaluate(model="C", erlangs=2, agents=3, aht_s=180, threshold_s=60)
    assert c.p_wait == pytest.approx(4 / 9, rel=1e-15)
    assert c.asa_answered_s == c.mean_wait_s == pytest.approx(80, rel=1e-14)
    assert c.mean_queue == pytest.approx(8 / 9, rel=1e-14)
    assert c.sl_offered == c.sl_answered == pytest.approx(1 - 4 / 9 * exp(-1 / 3), rel=1e-14)
    assert c.occupancy == pytest.approx(2 / 3)


def test_one_agent_is_the_queue_of_the_textbook() -> None:
    """M/M/1: everyone who comes while the agent is busy waits, rho / (1 - rho) handling times on average."""
    c = evaluate(model="C", erlangs=0.75, agents=1, aht_s=100, threshold_s=0)
    assert (c.p_wait, c.mean_wait_s, c.sl_offered) == (pytest.approx(0.75), pytest.approx(300), pytest.approx(0.25))


def test_with_patience_equal_to_handling_time_the_chain_is_that_of_infinitely_many_agents() -> None:
    """mu = theta: the number in the system is Poisson(a) whatever the agents, so all is known in closed form."""
    load, agents = 3.0, 4
    poisson = [exp(-load)]
    for k in range(1, 200):
        poisson.append(poisson[-1] * load / k)
    a = evaluate(model="A", erlangs=load, agents=agents, aht_s=90, patience_s=90)
    queue = sum((k - agents) * p for k, p in enumerate(poisson) if k > agents)
    assert a.p_wait == pytest.approx(sum(poisson[agents:]), rel=1e-13)
    assert a.mean_queue == pytest.approx(queue, rel=1e-13)
    assert a.p_abandon == pytest.approx(queue / load, rel=1e-13)
    assert a.occupancy == pytest.approx(sum(min(k, agents) * p for k, p in enumerate(poisson)) / agents, rel=1e-13)


@pytest.mark.parametrize(
    ("load", "agents"), [(Fraction(1, 100), 1), (Fraction(1, 2), 2), (Fraction(5), 5), (Fraction(73, 10), 12), (Fraction(40), 55)]
)
def test_blocking_is_that_of_the_recursion_in_exact_fractions(load: Fraction, agents: int) -> None:
    assert evaluate(model="B", erlangs=float(load), agents=agents, aht_s=1).p_block == pytest.approx(
        float(blocking(Fraction(float(load)), agents)), rel=1e-14
    )


@pytest.mark.parametrize(
    ("agents", "erlangs"),
    [(1, 0.0101), (2, 0.1526), (3, 0.4555), (4, 0.8694), (5, 1.3608), (10, 4.4612), (20, 12.031), (30, 20.337), (50, 37.901), (100, 84.064)],
)
def test_the_printed_table_of_one_percent_blocking_is_met(agents: int, erlangs: float) -> None:
    """The classical traffic tables print the load at which `agents` lines block 1 %, to the last printed digit."""
    last_digit = 10.0 ** -(len(str(erlangs).split(".")[1]))
    below, above = (evaluate(model="B", erlangs=erlangs + side * last_digit, agents=agents, aht_s=1).p_block for side in (-1, 1))
    assert below < 0.01 < above


@pytest.mark.parametrize(
    ("share", "agents", "erlangs"),
    [
        (0.001, 1, 0.0010),
        (0.001, 5, 0.7621),
        (0.001, 10, 3.0920),
        (0.001, 50, 32.512),
        (0.02, 1, 0.0204),
        (0.02, 5, 1.6571),
        (0.02, 10, 5.0840),
        (0.02, 20, 13.182),
        (0.02, 50, 40.255),
        (0.05, 5, 2.2185),
        (0.05, 10, 6.2157),
        (0.05, 50, 44.533),
        (0.10, 10, 7.5106),
        (0.10, 20, 17.613),
    ],
)
def test_the_printed_tables_of_other_blocking_are_met(share: float, agents: int, erlangs: float) -> None:
    """The same tables at 0.1 %, 2 %, 5 % and 10 %."""
    last_digit = 10.0 ** -(len(str(erlangs).split(".")[1]))
    below, above = (evaluate(model="B", erlangs=max(0.0, erlangs + side * last_digit), agents=agents, aht_s=1).p_block for side in (-1, 1))
    assert below < share < above


def test_the_example_in_print_of_what_patience_changes_is_met() -> None:
    """Garnett, Mandelbaum, Reiman (2002), also Gans, Koole, Mandelbaum (2003): 48 calls a minute of one minute, 50 agents, patience 2 min:
    average wait 20.8 s without and 3.7 s with abandonment, 3.1 % abandon, 17 and 3 in queue, agents 96 % and 93 % busy."""
    c = evaluate(model="C", erlangs=48, agents=50, aht_s=60)
    a = evaluate(model="A", erlangs=48, agents=50, aht_s=60, patience_s=120)
    assert (round(c.mean_wait_s, 1), round(c.mean_queue), round(c.occupancy, 2)) == (20.8, 17, 0.96)
    assert (round(a.mean_wait_s, 1), round(a.mean_queue), round(a.occupancy, 2), round(a.p_abandon, 3)) == (3.7, 3, 0.93, 0.031)


def test_more_load_than_agents_has_no_end_in_erlang_c_and_says_so() -> None:
    for erlangs, agents in ((10.0, 10), (10.0, 4), (0.5, 0)):
        c = evaluate(model="C", erlangs=erlangs, agents=agents, aht_s=180, threshold_s=20)
        assert (c.p_wait, c.sl_offered, c.sl_answered, c.occupancy, c.p_abandon) == (1, 0, 0, 1, 0)
        assert (c.asa_answered_s, c.mean_wait_s, c.mean_queue) == (inf, inf, inf)


def test_without_load_nobody_waits_even_without_agents() -> None:
    for model in ("B", "C", "A"):
        for agents in (0, 5):
            p = evaluate(model=model, erlangs=0, agents=agents, aht_s=180, patience_s=60, threshold_s=20)  # type: ignore[arg-type]
            assert (p.sl_offered, p.sl_answered) == (1, 1)
            assert p.p_block == p.p_wait == p.p_abandon == p.asa_answered_s == p.mean_wait_s == p.occupancy == p.mean_queue == 0


def test_without_agents_all_are_turned_away_or_hang_up() -> None:
    b = evaluate(model="B", erlangs=3, agents=0, aht_s=180)
    a = evaluate(model="A", erlangs=3, agents=0, aht_s=180, patience_s=60, threshold_s=20)
    assert (b.p_block, b.sl_offered) == (1, 0)
    assert (a.p_wait, a.sl_offered, a.p_abandon, a.mean_wait_s, a.mean_queue) == (1, 0, pytest.approx(1), pytest.approx(60), pytest.approx(1))


def test_arrays_give_what_single_points_give_and_a_closed_interval_gives_nothing() -> None:
    loads, agents = [3.0, 0.0, 48.0, float("nan")], [5, 2, 50, 4]
    for model in ("B", "C", "A"):
        many = evaluate_many(model=model, erlangs=loads, agents=agents, aht_s=120, patience_s=200, threshold_s=20)
        for place in range(3):
            one = evaluate(model=model, erlangs=loads[place], agents=agents[place], aht_s=120, patience_s=200, threshold_s=20)  # type: ignore[arg-type]
            assert [getattr(many, name)[place] for name in vars(one)] == list(vars(one).values())
        assert all(column[3] != column[3] for column in vars(many).values())


def test_the_models_of_an_array_may_differ() -> None:
    many = evaluate_many(model=["B", "C", "A"], erlangs=2, agents=3, aht_s=180, patience_s=[float("nan"), float("nan"), 60])
    assert many.p_block[0] == pytest.approx(4 / 19)
    assert many.p_wait[1] == pytest.approx(4 / 9)
    assert 0 < many.p_abandon[2] < 1


def test_a_grid_keeps_its_shape() -> None:
    many = evaluate_many(model="C", erlangs=[[1.0], [2.0]], agents=[3, 4, 5], aht_s=180)
    assert many.p_wait.shape == (2, 3)
    assert many.p_wait[1, 0] == pytest.approx(4 / 9)
