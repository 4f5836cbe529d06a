import { describe, expect, it, test } from "vitest";
import { narrowToPopulation, populationFactor } from "../../src/stats/population.ts";
import { answersForMeanMove, answersForNpsMove, answersForShareMove, smallestNpsMove } from "../../src/stats/sample-size.ts";

describe("the answers a plan needs", () => {
  test.each([
    [10, 0.65, 1021],
    [5, 0.65, 4082],
    [5, 0.61, 3831],
  ])("to see %d points of NPS at variance %d are %d a wave", (points, variance, answers) => {
    expect(answersForNpsMove(points, variance)).toBe(answers);
    expect(answersForNpsMove(-points, variance)).toBe(answers);
  });

  it("to see a share move are the published ones", () => {
    expect(answersForShareMove(10, 12)).toBe(3841);
    expect(answersForShareMove(42, 40, 0.9)).toBe(12707);
  });

  it("to see a mean move by a tenth of a deviation are the published ones", () => {
    expect(answersForMeanMove(0.1)).toBe(1571);
  });

  it("grow with the power asked for and shrink with the move", () => {
    expect(answersForNpsMove(5, 0.61, 0.9)).toBeGreaterThan(answersForNpsMove(5, 0.61));
    expect(answersForNpsMove(6, 0.61)).toBeLessThan(answersForNpsMove(5, 0.61));
  });

  it("do not exist for no move at all, nor for certainty", () => {
    expect(() => answersForNpsMove(0, 0.61)).toThrow(RangeError);
    expect(() => answersForShareMove(10, 10)).toThrow(RangeError);
    expect(() => answersForNpsMove(5, 0.61, 1)).toThrow(RangeError);
  });

  it("of 400 a wave cannot prove a move under about 11 points", () => {
    expect(smallestNpsMove(400, 0.61)).toBeCloseTo(10.8243, 4);
    expect(smallestNpsMove(0, 0.61)).toBeNull();
  });
});

describe("a small population", () => {
  const estimate = { value: 30, low: 20, high: 38, n: 100 };

  it("narrows the error as published", () => {
    expect(populationFactor(100, 150)).toBeCloseTo(0.579284, 6);
  });

  it("of which everyone answered leaves no doubt about itself", () => {
    expect(narrowToPopulation(estimate, 100)).toEqual({ value: 30, low: 30, high: 30, n: 100 });
    expect(populationFactor(1, 1)).toBe(0);
  });

  it("draws both limits towards the value", () => {
    const { value, low, high } = narrowToPopulation(estimate, 150);
    expect(value).toBe(30);
    expect(low).toBeCloseTo(30 - 10 * 0.579284, 4);
    expect(high).toBeCloseTo(30 + 8 * 0.579284, 4);
  });

  it("is not credited while at most one in twenty answered", () => {
    expect(narrowToPopulation(estimate, 2000)).toEqual(estimate);
    expect(narrowToPopulation(estimate, 1999).low).toBeGreaterThan(20);
  });

  it("cannot have given more answers than it has customers", () => {
    expect(() => narrowToPopulation(estimate, 99)).toThrow("100 answers cannot come from 99 customers");
  });
});
