import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Lifetime } from "../../../lib/terraform/plugin/lifetime.js";

const end = vi.fn();
beforeEach(() => {
  vi.useFakeTimers();
  end.mockReset();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a process that serves", () => {
  it("waits a minute for its first client", () => {
    new Lifetime({ end });
    vi.advanceTimersByTime(59_999);
    expect(end).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(end).toHaveBeenCalledOnce();
  });

  it("stays as long as there is a client", () => {
    const lifetime = new Lifetime({ end });
    lifetime.sessionOpened();
    vi.advanceTimersByTime(86_400_000);
    expect(end).not.toHaveBeenCalled();
  });

  it("ends two seconds after the last client has gone", () => {
    const lifetime = new Lifetime({ end });
    lifetime.sessionOpened();
    lifetime.sessionOpened();
    lifetime.sessionClosed();
    vi.advanceTimersByTime(10_000);
    lifetime.sessionClosed();
    vi.advanceTimersByTime(1_999);
    expect(end).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(end).toHaveBeenCalledOnce();
  });

  it("stays when the client comes back in time", () => {
    const lifetime = new Lifetime({ end });
    lifetime.sessionOpened();
    lifetime.sessionClosed();
    vi.advanceTimersByTime(1_999);
    lifetime.sessionOpened();
    vi.advanceTimersByTime(10_000);
    expect(end).not.toHaveBeenCalled();
  });

  it("finishes what is under way first", () => {
    const lifetime = new Lifetime({ end });
    lifetime.sessionOpened();
    const [first, second] = [lifetime.callStarted(), lifetime.callStarted()];
    lifetime.sessionClosed();
    first();
    first();
    vi.advanceTimersByTime(60_000);
    expect(end).not.toHaveBeenCalled();
    second();
    vi.advanceTimersByTime(2_000);
    expect(end).toHaveBeenCalledOnce();
  });

  it("is asked to end: at once when nothing is under way", () => {
    const lifetime = new Lifetime({ end });
    lifetime.sessionOpened();
    lifetime.finish();
    expect(end).toHaveBeenCalledOnce();
  });

  it("is asked to end: after what is under way, though its client stays", () => {
    const lifetime = new Lifetime({ end });
    lifetime.sessionOpened();
    const over = lifetime.callStarted();
    lifetime.finish();
    vi.advanceTimersByTime(60_000);
    expect(end).not.toHaveBeenCalled();
    over();
    vi.advanceTimersByTime(0);
    expect(end).toHaveBeenCalledOnce();
  });

  it("is asked to end twice: at once", () => {
    const lifetime = new Lifetime({ end });
    lifetime.callStarted();
    lifetime.finish();
    lifetime.finish();
    expect(end).toHaveBeenCalledOnce();
  });
});
