/** Where the records of a customer stand in the picture: the same graph always gives the same picture. */

export interface Point {
  x: number;
  y: number;
}

interface Tie {
  left: number;
  right: number;
}

/** Rounds until it settles; of a crowd so many pairs are moved in each that fewer have to do. */
const rounds = (nodes: number): number => (nodes > 60 ? 90 : 220);

/** Springs along the ties, everybody else pushing away, from a circle; 0 to 1 both ways. */
export function layout(nodes: number, ties: readonly Tie[]): Point[] {
  if (nodes === 0) return [];
  if (nodes === 1) return [{ x: 0.5, y: 0.5 }];
  const points = Array.from({ length: nodes }, (_, at): Point => {
    const angle = (2 * Math.PI * at) / nodes - Math.PI / 2;
    return { x: Math.cos(angle), y: Math.sin(angle) };
  });
  const reach = 2 / Math.sqrt(nodes);
  const last = rounds(nodes);
  for (let round = 0; round < last; round += 1) {
    const step = 0.12 * (1 - round / last);
    const pull = points.map((): Point => ({ x: 0, y: 0 }));
    for (let one = 0; one < nodes; one += 1) {
      for (let other = 0; other < one; other += 1) push(points, pull, one, other, (distance) => -(reach * reach) / distance);
    }
    for (const tie of ties) push(points, pull, tie.left, tie.right, (distance) => (distance * distance) / reach);
    points.forEach((point, at) => {
      const force = pull[at] as Point;
      const length = Math.hypot(force.x, force.y) || 1;
      const far = Math.min(length, step);
      point.x += (force.x / length) * far;
      point.y += (force.y / length) * far;
    });
  }
  return fitted(points);
}

/** Moves both towards each other by what `strength` says of their distance; away where it is negative. */
function push(points: readonly Point[], pull: readonly Point[], one: number, other: number, strength: (distance: number) => number): void {
  const [a, b, pullA, pullB] = [points[one], points[other], pull[one], pull[other]];
  if (!a || !b || !pullA || !pullB) return;
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const distance = Math.max(Math.hypot(dx, dy), 0.01);
  const force = strength(distance);
  const [x, y] = [(dx / distance) * force, (dy / distance) * force];
  pullA.x += x;
  pullA.y += y;
  pullB.x -= x;
  pullB.y -= y;
}

function fitted(points: readonly Point[]): Point[] {
  const span = (of: (point: Point) => number): [number, number] => {
    const values = points.map(of);
    const low = Math.min(...values);
    return [low, Math.max(...values) - low];
  };
  const [left, width] = span((point) => point.x);
  const [top, height] = span((point) => point.y);
  return points.map((point) => ({
    x: width < 1e-6 ? 0.5 : (point.x - left) / width,
    y: height < 1e-6 ? 0.5 : (point.y - top) / height,
  }));
}
