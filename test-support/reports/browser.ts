/** Chromium for tests: opens pages as files, with the network shut. */
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** What a page did that a report must not do. */
export interface Watched {
  readonly page: Page;
  /** Everything that was asked for besides the file itself. */
  readonly requests: readonly string[];
  readonly dialogs: readonly string[];
  /** Mistakes of scripts, and what the content security policy refused. */
  readonly complaints: readonly string[];
}

/** A running Chromium. */
export class TestBrowser {
  readonly #browser: Browser;
  readonly #directory = mkdtempSync(join(tmpdir(), 'report-page-'));

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** Throws, and says how to get one, where there is no browser: these tests are never skipped silently. */
  static async launch(): Promise<TestBrowser> {
    const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
    try {
      accessSync(executablePath, constants.X_OK);
    } catch {
      throw new Error(`NOT RUN: no browser at ${executablePath}. Install chromium, or set CHROMIUM to its path.`);
    }
    const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];
    return new TestBrowser(await chromium.launch({ executablePath, args }));
  }

  /** A page that is alone. */
  async open(html: string, options: BrowserContextOptions = {}): Promise<Watched> {
    const file = join(this.#directory, `${Math.random().toString(36).slice(2)}.html`);
    writeFileSync(file, html);
    return this.openFile(file, options);
  }

  /** A page among others; what it asks for beside itself is watched, links to its neighbours included. */
  async openFile(file: string, options: BrowserContextOptions = {}): Promise<Watched> {
    const context = await this.#browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    const address = pathToFileURL(file).href;
    const requests: string[] = [];
    const dialogs: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => {
      if (request.url().split('#')[0] !== address) requests.push(request.url());
    });
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    await page.goto(address);
    return { page, requests, dialogs, complaints };
  }

  async close(): Promise<void> {
    await this.#browser.close();
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
