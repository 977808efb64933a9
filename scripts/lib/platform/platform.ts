/**
 * The differences between Linux, macOS, Windows and WSL, as decisions on plain
 * values: a test fakes each system by its name.
 * @module
 */

/** The facts about a machine that the decisions need. */
export interface Platform {
  readonly os: "linux" | "darwin" | "windows";
  /** Linux inside Windows: its kernel says so. */
  readonly isWsl: boolean;
}

/**
 * The platform, from what Deno and the kernel say of it.
 * @param release of the kernel, such as "6.6.87.2-microsoft-standard-WSL2"
 */
export function platformOf(os: string, release: string): Platform {
  return {
    os: os === "darwin" || os === "windows" ? os : "linux",
    isWsl: os === "linux" && /microsoft|wsl/i.test(release),
  };
}

/** A problem with where the checkout lies, and what to do about it. */
export interface PlaceProblem {
  readonly problem: string;
  readonly remedy: string;
}

/**
 * The problem of a checkout's folder. WSL shows the disks of Windows
 * below /mnt; files there have no permission bits and are slow, and PostgreSQL
 * refuses its data.
 */
export function placeProblem(
  { os, isWsl }: Platform,
  folder: string,
): PlaceProblem | undefined {
  if (isWsl && /^\/mnt\/[a-z](?:\/|$)/i.test(folder)) {
    return {
      problem: `${folder} is on a disk of Windows, where PostgreSQL cannot run`,
      remedy: "git clone into your Linux home folder: cd ~ && git clone URL",
    };
  }
  if (os === "windows") {
    return {
      problem:
        "Windows itself runs the shop, the load generator and Labs 1, 3 " +
        "and 11; the other labs need WSL2",
      remedy: "wsl --install, then clone into the Linux home folder there",
    };
  }
  return undefined;
}

/** The file of a program: `postgres`, and `postgres.exe` on Windows. */
export function programFile({ os }: Platform, name: string): string {
  return os === "windows" ? `${name}.exe` : name;
}

/** A signal by which a person or a supervisor ends a tool. */
export type StopSignal = "SIGINT" | "SIGTERM" | "SIGHUP" | "SIGBREAK";

/** The signals that a tool can listen for; Deno refuses the others there. */
export function stopSignals({ os }: Platform): readonly StopSignal[] {
  return os === "windows"
    ? ["SIGINT", "SIGBREAK"]
    : ["SIGINT", "SIGTERM", "SIGHUP"];
}

/** True where files have permission bits that chmod changes. */
export function hasFileModes({ os }: Platform): boolean {
  return os !== "windows";
}

/** The command that prints the command line of a process, and nothing else. */
export function commandLineQuery(
  { os }: Platform,
  pid: number,
): readonly [program: string, ...args: string[]] {
  if (os === "windows") {
    return [
      "powershell",
      "-NoProfile",
      "-Command",
      `(Get-CimInstance Win32_Process -Filter "ProcessId=${pid}").CommandLine`,
    ];
  }
  return ["ps", "-p", String(pid), "-o", "command="];
}

/** The command that prints the process that listens on a port. */
export function listenerQuery(
  { os }: Platform,
  port: number,
): readonly [program: string, ...args: string[]] {
  if (os === "windows") {
    return [
      "powershell",
      "-NoProfile",
      "-Command",
      `(Get-NetTCPConnection -State Listen -LocalPort ${port}).OwningProcess`,
    ];
  }
  return ["lsof", "-nP", "-t", `-iTCP:${port}`, "-sTCP:LISTEN"];
}

/** Where Chromium and its relatives usually lie, the likeliest first. */
export function browserPlaces(
  { os, isWsl }: Platform,
  env: (name: string) => string | undefined,
): readonly string[] {
  if (os === "darwin") {
    return ["Google Chrome", "Chromium", "Microsoft Edge"].flatMap((name) =>
      ["", env("HOME") ?? ""].map((home) =>
        `${home}/Applications/${name}.app/Contents/MacOS/${name}`
      )
    );
  }
  if (os === "windows") {
    const roots = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"]
      .flatMap((name) => env(name) ?? []);
    return roots.flatMap((root) => [
      `${root}\\Google\\Chrome\\Application\\chrome.exe`,
      `${root}\\Chromium\\Application\\chrome.exe`,
      `${root}\\Microsoft\\Edge\\Application\\msedge.exe`,
    ]);
  }
  const own = [
    ..."chromium chromium-browser google-chrome google-chrome-stable"
      .split(" ").map((name) => `/usr/bin/${name}`),
    "/snap/bin/chromium",
  ];
  return isWsl
    ? [
      ...own,
      "/mnt/c/Program Files/Google/Chrome/Application/chrome.exe",
    ]
    : own;
}
