/** Where the window is. */
import { parseRoute, writeRoute, type Route, type ScreenName } from './route';

class Router {
  route = $state.raw<Route>(parseRoute(location.hash));

  constructor() {
    addEventListener('hashchange', () => {
      this.route = parseRoute(location.hash);
    });
  }

  go(screen: ScreenName, part?: string | number, query?: Record<string, string | number | undefined>): void {
    const address = writeRoute(screen, part, query);
    if (address !== location.hash) location.hash = address;
  }

  /** Names the part that is on show already, without a step in the window's history. */
  stay(part: string): void {
    const address = writeRoute(this.route.screen, part, this.route.query);
    history.replaceState(null, '', address);
    this.route = parseRoute(address);
  }

  /** Changes filters without a step in the window's history. */
  refine(query: Record<string, string | number | undefined>): void {
    const { screen, part } = this.route;
    const address = writeRoute(screen, part, { ...this.route.query, ...query });
    history.replaceState(null, '', address);
    this.route = parseRoute(address);
  }
}

export const router = new Router();
