package org.chimle.engine.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.Task;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.tensor.Scope;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConditionedTowerTest {

	private static final FloatImage INPUT = TinyModels.noise(1, 12, 1);

	/** The scope around may be that of a long search. */
	@ParameterizedTest
	@EnumSource(Task.class)
	void aLevelLeavesWhatTheNextOneNeedsAndNothingElse(final Task task) {
		try (FrozenModel model = new FrozenModel(TinyModels.random(task), "cpu")) {
			Scope.run(() -> {
				final ConditionedTower tower = model.tower(INPUT);
				Scope.run(() -> tower.run(0, LevelSeeds.of(1), null)); // weights keep what is made of them
				final int before = model.manager().getManagedArrays().size();
				final ConditionedTower.Level coarse = tower.run(0, LevelSeeds.of(1), null);
				assertEquals(before + 3, model.manager().getManagedArrays().size(), "output, features and map");
				coarse.state().features().close();
				assertThrows(RuntimeException.class, () -> tower.run(1, LevelSeeds.of(2), coarse));
				assertEquals(before + 2, model.manager().getManagedArrays().size(), "nothing of a level that failed");
			});
		}
	}
}
