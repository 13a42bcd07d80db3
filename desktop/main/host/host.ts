/** What the operating system can tell, behind one port: nothing else in main asks the system itself. */

export type Host = {
  platform: NodeJS.Platform;
  /** System, release and architecture, for the record: "Linux 6.1.0 x64". */
  description: string;
  /** Names of the running programs, as the system spells them. Rejects when they cannot be listed. */
  programs(): Promise<string[]>;
  /** The virtual machine that this system runs in, or null on hardware. Rejects when that cannot be told. */
  virtualMachine(): Promise<string | null>;
};
