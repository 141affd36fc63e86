/** Where systems stand on the connection map: on a circle, in the order they are met. */
import type { ConnectionView, SourceMark } from '../../../api';

export interface Place {
  mark: SourceMark;
  x: number;
  y: number;
}

/** A line between two places that stops short of the marks, so that its heads can be seen. */
export interface Line {
  connection: ConnectionView;
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

/** The systems that have a connection, on a circle around the middle of a square. */
export function places(connections: readonly ConnectionView[], size: number, edge: number): Place[] {
  const marks = new Map<number, SourceMark>();
  for (const one of connections) for (const end of [one.from, one.to]) marks.set(end.source, end);
  const radius = size / 2 - edge;
  return [...marks.values()].map((mark, index) => {
    const angle = (index / marks.size) * 2 * Math.PI - Math.PI / 2;
    return { mark, x: size / 2 + radius * Math.cos(angle), y: size / 2 + radius * Math.sin(angle) };
  });
}

/** The connections as lines; several between the same two systems lie beside each other. */
export function lines(connections: readonly ConnectionView[], at: readonly Place[], short: number): Line[] {
  const met = new Map<string, number>();
  return connections.flatMap((connection) => {
    const [from, to] = [connection.from, connection.to].map((end) => at.find((place) => place.mark.source === end.source));
    if (!from || !to) return [];
    const pair = [from.mark.source, to.mark.source].sort((one, other) => one - other).join(' ');
    const before = met.get(pair) ?? 0;
    met.set(pair, before + 1);
    const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
    const [along, across] = [(to.x - from.x) / length, (to.y - from.y) / length];
    // To the side of the line as it runs from the lower number to the higher, whichever way the data goes.
    const side = before * 9 * (from.mark.source < to.mark.source ? 1 : -1);
    const [sideX, sideY] = [-across * side, along * side];
    return [{ connection, x1: from.x + along * short + sideX, y1: from.y + across * short + sideY, x2: to.x - along * short + sideX, y2: to.y - across * short + sideY }];
  });
}
