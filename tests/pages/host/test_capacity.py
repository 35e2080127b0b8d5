"""Who comes in and who waits, reckoned without a clock."""

from pages.host.capacity import ARRIVES, PATIENT, RETURNS, Room


def test_as_many_come_in_as_there_are_seats_and_the_others_stand_in_the_order_they_came() -> None:
    room = Room(seats=2)
    turns = [room.ask(None, now=0) for _ in range(5)]
    assert [turn.number if turn else None for turn in turns] == [None, None, 1, 2, 3]


def test_a_ticket_keeps_its_place() -> None:
    room = Room(seats=1)
    _, first, second = (room.ask(None, now=0) for _ in range(3))
    assert first
    assert second
    assert room.ask(second.ticket, now=5) == second
    assert room.ask(first.ticket, now=5) == first
    assert room.ask(second.ticket, now=10) == second


def test_who_gets_up_makes_room_for_the_first_in_the_queue() -> None:
    room = Room(seats=1)
    room.ask(None, now=0)
    assert room.enter(now=1)
    first, second = (room.ask(None, now=2) for _ in range(2))
    assert first
    assert second
    room.leave(now=3)
    assert room.ask(first.ticket, now=4) == first  # the seat is kept for a moment
    assert room.ask(second.ticket, now=3 + RETURNS) == second
    assert room.ask(first.ticket, now=3 + RETURNS) is None
    assert room.ask(second.ticket, now=4 + RETURNS) == (second.ticket, 1)


def test_a_broken_connection_finds_its_seat_again() -> None:
    room = Room(seats=1)
    room.ask(None, now=0)
    assert room.enter(now=1)
    room.leave(now=2)
    assert room.enter(now=3)
    assert room.inside == 1


def test_nobody_sits_without_a_seat() -> None:
    room = Room(seats=1)
    assert room.enter(now=0)
    assert not room.enter(now=0)
    assert room.inside == 1


def test_who_was_asked_in_and_never_came_loses_the_seat() -> None:
    room = Room(seats=1)
    room.ask(None, now=0)
    assert room.ask(None, now=1) is not None
    assert room.ask(None, now=ARRIVES + PATIENT) is None


def test_who_stops_asking_has_gone() -> None:
    room = Room(seats=1)
    room.ask(None, now=0)
    room.enter(now=0)
    _, second = room.ask(None, now=0), room.ask(None, now=0)
    assert second
    assert room.ask(second.ticket, now=PATIENT - 1) == (second.ticket, 2)
    assert room.ask(second.ticket, now=PATIENT + 1) == (second.ticket, 1)


def test_a_made_up_ticket_stands_last() -> None:
    room = Room(seats=1)
    room.ask(None, now=0)
    room.ask(None, now=0)
    turn = room.ask("made up", now=0)
    assert turn
    assert turn.number == 2
    assert turn.ticket != "made up"
