/** What the whole window shares: the open project, running work, the drawer, what was just said. */
import { asApiError, call, surface, type ApiError, type AppInfo, type Event, type Figure, type JobView, type ProjectSummary } from '../api';
import { t } from '../text';
import { change, changed, stepsMade } from './query.svelte';

/** A sentence that stays for a moment, with a way back when there is one. */
export interface Notice {
  id: number;
  tone: 'good' | 'bad';
  sentence: string;
  hint?: string | undefined;
  undo?: boolean | undefined;
  /** The steps of the history that were made by then: after another one undo would take that back. */
  step: number;
}

/** The number whose rows are on show. */
export interface OpenDoor {
  figure: Figure;
  title: string;
}

class Session {
  app = $state.raw<AppInfo | undefined>();
  project = $state.raw<ProjectSummary | undefined>();
  /** The core could not be reached at all. */
  broken = $state.raw<ApiError | undefined>();
  jobs = $state.raw<JobView[]>([]);
  notices = $state.raw<Notice[]>([]);
  door = $state.raw<OpenDoor | undefined>();
  /** Files that wait to be looked at before they are loaded. */
  incoming = $state.raw<string[] | undefined>();
  /** They begin a project of their own, whatever is open. */
  begins = $state(false);
  /** A table is being pasted: what is there of it already. */
  pasting = $state.raw<string | undefined>();
  /** The project that is to be opened and needs its passphrase. */
  unlocking = $state.raw<string | undefined>();
  /** The passphrase of the open project is being set, changed or removed. */
  encrypting = $state(false);
  /** The project whose backups are shown. */
  backups = $state.raw<string | undefined>();
  /** The page of the guide that belongs to the screen is shown, with the keys. */
  help = $state(false);
  /** What the program is and what it is made of is shown. */
  about = $state(false);
  running = $derived(this.jobs.filter((job) => job.state === 'running'));
  #spoken = $state('');
  #notice = 0;
  /** Refreshes begun, and the newest of which something is shown. */
  #begun = 0;
  #shown = 0;
  /** Jobs of which it was told that they ended. */
  #told = new Set<number>();
  /** Asked for already, so that whoever declines is not asked again. */
  #asked: string | null = null;

  /** Reads what is open and begins to listen. Gives back the way to stop. */
  async begin(): Promise<() => void> {
    const stop = surface().listen((event) => this.hear(event));
    await this.refresh();
    const stopRefused = surface().onRefused?.((thrown) => this.#refused(asApiError(thrown)));
    return () => {
      stop();
      stopRefused?.();
    };
  }

  /** Said by screen readers; nothing on screen. */
  get spoken(): string {
    return this.#spoken;
  }

  /** What stays as it is would not be read again, so that the same sentence comes with a blank. */
  set spoken(sentence: string) {
    this.#spoken = sentence !== '' && sentence === this.#spoken ? `${sentence}\u00a0` : sentence;
  }

  async refresh(): Promise<void> {
    const turn = ++this.#begun;
    try {
      const app = await call('app_info', {});
      const project = app.open ? await call('project_summary', {}) : undefined;
      const jobs = await call('list_jobs', {});
      // An older answer is not shown after a newer one.
      if (turn < this.#shown) return;
      this.#shown = turn;
      this.app = app;
      this.project = project;
      this.jobs = jobs;
      if (app.locked && app.locked !== this.#asked) this.unlocking = app.locked;
      this.#asked = app.locked;
      this.broken = undefined;
    } catch (thrown) {
      const error = asApiError(thrown);
      // Once something is on show it stays, with whatever is being written there.
      if (this.app === undefined) this.broken = error;
      else if (turn >= this.#shown) this.complain(error);
    }
  }

  /** Takes files up that were chosen or dropped; those that wait already wait on. */
  take(paths: readonly string[]): void {
    if (paths.length > 0) this.incoming = [...new Set([...(this.incoming ?? []), ...paths])];
  }

  hear(event: Event): void {
    if (event.kind === 'changed') {
      changed(event.tags);
      void this.refresh();
      return;
    }
    const known = this.jobs.find((job) => job.job === event.job.job);
    this.jobs = known
      ? this.jobs.map((job) => (job.job === event.job.job ? event.job : job))
      : [event.job, ...this.jobs];
    if (event.job.state === 'running' || this.#told.has(event.job.job)) return;
    this.#told.add(event.job.job);
    this.#ended(event.job);
  }

  /** Takes the last change back, or does it again. */
  async step(way: 'undo' | 'redo'): Promise<void> {
    try {
      const done = await change(way, {});
      await this.refresh();
      if (done.sentence) this.say(done.sentence);
    } catch (thrown) {
      this.complain(asApiError(thrown));
    }
  }

  /** Masks personal data on every screen, or shows it again. What is open may quote somebody, so it closes. */
  async present(on: boolean): Promise<void> {
    try {
      await change('set_presenting', { on });
      this.door = undefined;
      this.notices = [];
      await this.refresh();
      this.say(on ? t.frame.presenting.begun : t.frame.presenting.ended);
    } catch (thrown) {
      this.complain(asApiError(thrown));
    }
  }

  open(figure: Figure, title: string): void {
    this.door = { figure, title };
  }

  say(sentence: string, undo = false): void {
    this.#show({ tone: 'good', sentence, undo });
  }

  complain(error: ApiError): void {
    this.#show({ tone: 'bad', sentence: error.message, hint: error.hint ?? undefined });
  }

  dismiss(id: number): void {
    this.notices = this.notices.filter((notice) => notice.id !== id);
  }

  /** A project that waits for its passphrase is asked for it, not complained about. */
  #refused(error: ApiError): void {
    if (error.code !== 'passphrase_needed') this.complain(error);
  }

  #show(notice: Omit<Notice, 'id' | 'step'>): void {
    this.notices = [...this.notices.slice(-2), { ...notice, id: ++this.#notice, step: stepsMade() }];
    this.spoken = notice.sentence;
  }

  #ended(job: JobView): void {
    if (job.state === 'finished') this.say(job.outcome ?? job.title);
    if (job.state === 'failed') this.#show({ tone: 'bad', sentence: job.error ?? job.title });
    void this.refresh();
  }
}

export const session = new Session();
