/** Tests of whole programs take longest: they come first, and those of single parts fill what is left of the time. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

export default class WholeProgramsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isWhole = ({ project, moduleId }: TestSpecification): boolean =>
      moduleId.startsWith(`${project.config.root}/test/`);
    return [...sorted.filter(isWhole), ...sorted.filter((file) => !isWhole(file))];
  }
}
