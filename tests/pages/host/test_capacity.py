"""Who comes in and who waits, reckoned without a clock."""

from pages.host.capacity import ARRIVAL_SECONDS, PATIENCE_SECONDS, RETURN_SECONDS, Capacity


def test_as_many_come_in_as_there_are_seats_and_the_others_stand_in_the_order_they_came() -> None:
    capacity = Capacity(seats=2)
    turns = [capacity.request_seat(None, now=0) for _ in range(5)]
    assert [turn.number if turn else None for turn in turns] == [None, None, 1, 2, 3]


def test_a_ticket_keeps_its_place() -> None:
    capacity = Capacity(seats=1)
    _, first, second = (capacity.request_seat(None, now=0) for _ in range(3))
    assert first
    assert second
    assert capacity.request_seat(second.ticket, now=5) == second
    assert capacity.request_seat(first.ticket, now=5) == first
    assert capacity.request_seat(second.ticket, now=10) == second


def test_who_gets_up_makes_room_for_the_first_in_the_queue() -> None:
    capacity = Capacity(seats=1)
    capacity.request_seat(None, now=0)
    assert capacity.take_seat(now=1)
    first, second = (capacity.request_seat(None, now=2) for _ in range(2))
    assert first
    assert second
    capacity.leave_seat(now=3)
    assert capacity.request_seat(first.ticket, now=4) == first  # the seat is kept for a moment
    assert capacity.request_seat(second.ticket, now=3 + RETURN_SECONDS) == second
    assert capacity.request_seat(first.ticket, now=3 + RETURN_SECONDS) is None
    assert capacity.request_seat(second.ticket, now=4 + RETURN_SECONDS) == (second.ticket, 1)


def test_a_broken_connection_finds_its_seat_again() -> None:
    capacity = Capacity(seats=1)
    capacity.request_seat(None, now=0)
    assert capacity.take_seat(now=1)
    capacity.leave_seat(now=2)
    assert capacity.take_seat(now=3)
    assert capacity.inside == 1


def test_nobody_sits_without_a_seat() -> None:
    capacity = Capacity(seats=1)
    assert capacity.take_seat(now=0)
    assert not capacity.take_seat(now=0)
    assert capacity.inside == 1


def test_who_was_asked_in_and_never_came_loses_the_seat() -> None:
    capacity = Capacity(seats=1)
    capacity.request_seat(None, now=0)
    assert capacity.request_seat(None, now=1) is not None
    assert capacity.request_seat(None, now=ARRIVAL_SECONDS + PATIENCE_SECONDS) is None


def test_who_stops_asking_has_gone() -> None:
    capacity = Capacity(seats=1)
    capacity.request_seat(None, now=0)
    capacity.take_seat(now=0)
    _, second = capacity.request_seat(None, now=0), capacity.request_seat(None, now=0)
    assert second
    assert capacity.request_seat(second.ticket, now=PATIENCE_SECONDS - 1) == (second.ticket, 2)
    assert capacity.request_seat(second.ticket, now=PATIENCE_SECONDS + 1) == (second.ticket, 1)


def test_a_made_up_ticket_stands_last() -> None:
    capacity = Capacity(seats=1)
    capacity.request_seat(None, now=0)
    capacity.request_seat(None, now=0)
    turn = capacity.request_seat("made up", now=0)
    assert turn
    assert turn.number == 2
    assert turn.ticket != "made up"
