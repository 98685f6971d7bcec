/** Outer ring of a parcel: [longitude, latitude] in degrees, the first repeated at the end. */
type Ring = readonly (readonly [number, number])[];
type Position = readonly [number, number];

/** Square degrees: some square centimetres at this latitude, far below what anybody measures. */
const NOTHING = 1e-13;

interface Edge {
  from: Position;
  to: Position;
  west: number;
  east: number;
}

/** Whether a closed ring encloses nothing: all its corners in one place or on one line. */
export function isFlat(ring: Ring): boolean {
  const [[x0, y0] = [0, 0]] = ring;
  let twice = 0;
  for (const [index, [x, y]] of ring.entries()) {
    const [nextX, nextY] = ring[index + 1] ?? [x0, y0];
    twice += (x - x0) * (nextY - y0) - (nextX - x0) * (y - y0);
  }
  // Two lobes of a figure of eight cancel each other out; that one is caught by its crossing.
  return Math.abs(twice) / 2 < NOTHING && !crossesItself(ring);
}

/** Whether two sides of a closed ring cross. A ring that touches itself in a corner does not. */
export function crossesItself(ring: Ring): boolean {
  const edges = edgesOf(ring).sort((one, other) => one.west - other.west);
  return edges.some((edge, position) => {
    for (let next = position + 1; next < edges.length; next += 1) {
      const other = edges[next];
      if (!other || other.west > edge.east) return false;
      if (cross(edge, other)) return true;
    }
    return false;
  });
}

function edgesOf(ring: Ring): Edge[] {
  return ring.slice(1).map((to, index) => {
    const from = ring[index] ?? to;
    return { from, to, west: Math.min(from[0], to[0]), east: Math.max(from[0], to[0]) };
  });
}

/** Each has its ends strictly on both sides of the other. */
function cross(one: Edge, other: Edge): boolean {
  return (
    side(one, other.from) * side(one, other.to) < 0 &&
    side(other, one.from) * side(other, one.to) < 0
  );
}

const side = ({ from, to }: Edge, [x, y]: Position): number =>
  Math.sign((to[0] - from[0]) * (y - from[1]) - (to[1] - from[1]) * (x - from[0]));
