/** What the whole window shares: the open project, running work, the drawer, what was just said. */
import { asApiError, call, surface, type ApiError, type AppInfo, type Event, type Figure, type JobView, type ProjectSummary } from '../api';
import { t } from '../text';
import { change, changed } from './query.svelte';

/** A sentence that stays for a moment, with a way back when there is one. */
export interface Notice {
  id: number;
  tone: 'good' | 'bad';
  sentence: string;
  hint?: string | undefined;
  undo?: boolean | undefined;
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
  /** Said by screen readers; nothing on screen. */
  spoken = $state('');
  running = $derived(this.jobs.filter((job) => job.state === 'running'));
  #notice = 0;
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

  async refresh(): Promise<void> {
    try {
      this.app = await call('app_info', {});
      this.project = this.app.open ? await call('project_summary', {}) : undefined;
      this.jobs = await call('list_jobs', {});
      if (this.app.locked && this.app.locked !== this.#asked) this.unlocking = this.app.locked;
      this.#asked = this.app.locked;
      this.broken = undefined;
    } catch (thrown) {
      this.broken = asApiError(thrown);
    }
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
    if (event.job.state !== 'running' && known?.state !== event.job.state) this.#ended(event.job);
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
    this.#show({ id: ++this.#notice, tone: 'good', sentence, undo });
  }

  complain(error: ApiError): void {
    this.#show({ id: ++this.#notice, tone: 'bad', sentence: error.message, hint: error.hint ?? undefined });
  }

  dismiss(id: number): void {
    this.notices = this.notices.filter((notice) => notice.id !== id);
  }

  /** A project that waits for its passphrase is asked for it, not complained about. */
  #refused(error: ApiError): void {
    if (error.code !== 'passphrase_needed') this.complain(error);
  }

  #show(notice: Notice): void {
    this.notices = [...this.notices.slice(-2), notice];
    this.spoken = notice.sentence;
  }

  #ended(job: JobView): void {
    if (job.state === 'finished') this.say(job.outcome ?? job.title);
    if (job.state === 'failed') this.#show({ id: ++this.#notice, tone: 'bad', sentence: job.error ?? job.title });
    void this.refresh();
  }
}

export const session = new Session();
