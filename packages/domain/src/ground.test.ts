import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { footprintCorners, isOverlapping, positionFaults } from "./ground.ts";
import type { Position } from "./ground.ts";

const at = (x: number, y: number, facing = 0): Position => ({ x, y, facing });
const anyPosition = fc.record({
  x: fc.double({ min: 0, max: 20, noNaN: true }),
  y: fc.double({ min: 0, max: 20, noNaN: true }),
  facing: fc.double({ min: 0, max: 359, noNaN: true }),
});

describe("the room a shadow takes", () => {
  it("turns with the figure: the head points to the back, to the right, to the front", () => {
    const head = (facing: number) => {
      const [left, right] = footprintCorners(at(5, 5, facing));
      return [((left?.x ?? 0) + (right?.x ?? 0)) / 2, ((left?.y ?? 0) + (right?.y ?? 0)) / 2].map((value) =>
        Number(value.toFixed(6)),
      );
    };
    assert.deepEqual(
      [head(0), head(90), head(180), head(270)],
      [
        [5, 6],
        [6, 5],
        [5, 4],
        [4, 5],
      ],
    );
  });

  it("overlaps its neighbour's or touches it", () => {
    assert.equal(isOverlapping(at(5, 5), at(6, 5)), false, "side by side");
    assert.equal(isOverlapping(at(5, 5), at(5.9, 5)), true);
    assert.equal(isOverlapping(at(5, 5), at(5, 7)), false, "one behind the other");
    assert.equal(isOverlapping(at(5, 5), at(6.2, 5, 90)), true, "one lies across");
    // Their circles meet and the boxes round them too, but they lie past each other.
    assert.equal(isOverlapping(at(5, 5, 45), at(5.9, 4.1, 45)), false);
  });

  it("overlaps alike from both sides, itself always, and nothing that is further away than both are long", () => {
    fc.assert(
      fc.property(anyPosition, anyPosition, (one, other) => {
        assert.equal(isOverlapping(one, other), isOverlapping(other, one));
        assert.ok(isOverlapping(one, one));
        const distance = Math.hypot(one.x - other.x, one.y - other.y);
        if (distance > Math.hypot(2, 1)) assert.equal(isOverlapping(one, other), false);
        if (distance < 0.99) assert.ok(isOverlapping(one, other));
      }),
    );
  });
});

describe("the positions of an installation", () => {
  const ground = { width: 10, depth: 8 };
  it("have no fault where they lie apart and inside, or where there are none", () => {
    assert.deepEqual(positionFaults(undefined, [{ id: "a" }, { id: "b" }]), []);
    assert.deepEqual(
      positionFaults(ground, [
        { id: "a", position: at(0, 0) },
        { id: "b", position: at(10, 8) },
      ]),
      [],
    );
  });

  it("need a ground, lie inside it, apart from each other, and are there for all or none", () => {
    assert.deepEqual(positionFaults(undefined, [{ id: "a", position: at(1, 1) }]), [
      { fault: "no-ground", id: "a" },
    ]);
    assert.deepEqual(
      positionFaults(ground, [
        { id: "a", position: at(3, 3) },
        { id: "b", position: at(3.5, 3) },
        { id: "c", position: at(3, 8.1) },
        { id: "d" },
      ]),
      [
        { fault: "overlap", id: "b", other: "a" },
        { fault: "outside", id: "c" },
        { fault: "missing", id: "d" },
      ],
    );
  });
});
