"""The figures of the benches against numbers worked out by hand, and their readers against small files."""

import numpy as np
import pytest

from companion.bench import dialogue, figures, persons, sets, softmax, tracking
from companion.cli import main
from companion.emotion import hmm
from companion.errors import CompanionError
from companion.paths import shipped


def test_macro_f1_is_the_mean_of_the_columns():
    truth = np.array([[1, 0], [1, 0], [0, 1], [0, 0]])
    said = np.array([[1, 0], [0, 0], [1, 1], [0, 0]], bool)
    assert figures.f1(truth, said) == pytest.approx([0.5, 1.0])
    assert figures.macro_f1(truth, said) == pytest.approx(0.75)


def test_a_column_nobody_names_counts_as_nothing():
    assert figures.f1(np.zeros((3, 1)), np.zeros((3, 1), bool)) == pytest.approx([0.0])


def test_weighted_f1_weighs_by_how_often_a_class_is_true():
    truth, said = np.array([0, 0, 0, 1]), np.array([0, 0, 1, 1])
    # class 0: precision 1, recall 2/3, F1 0.8; class 1: precision 1/2, recall 1, F1 2/3
    assert figures.weighted_f1(truth, said, 2) == pytest.approx(0.75 * 0.8 + 0.25 * 2 / 3)


def test_calibration_error_is_the_gap_between_sure_and_right():
    probabilities = np.array([[0.95, 0.05], [0.95, 0.05], [0.65, 0.35], [0.35, 0.65]])
    truth = np.array([0, 1, 0, 1])
    # two at 0.95 of which one is right (gap 0.45), two at 0.65 both right (gap 0.35)
    assert figures.calibration_error(truth, probabilities) == pytest.approx(0.4)


def test_the_likelihood_is_of_the_true_class_and_never_infinite():
    probabilities = np.array([[0.5, 0.5], [1.0, 0.0]])
    assert figures.negative_log_likelihood(np.array([0, 0]), probabilities) == pytest.approx(
        np.log(2) / 2
    )
    assert np.isfinite(figures.negative_log_likelihood(np.array([1, 1]), probabilities))


def test_a_threshold_is_where_f1_is_best():
    truth = np.array([[0], [0], [0], [1], [1]])
    p = np.array([[0.1], [0.2], [0.4], [0.35], [0.9]])
    (found,) = figures.best_thresholds(truth, p)
    assert 0.2 < found <= 0.35


def test_the_area_under_the_curve_counts_pairs_and_ties_half():
    said, truth = np.array([0.9, 0.5, 0.5, 0.1]), np.array([True, True, False, False])
    # of four pairs three are in order and one is a tie
    assert figures.auc(said, truth) == pytest.approx(3.5 / 4)
    assert figures.auc(-said, truth) == pytest.approx(0.5 / 4)


def test_pearson_is_blind_to_scale_and_sees_direction():
    values = np.array([[1.0], [2.0], [4.0]])
    assert figures.pearson(3 * values + 1, values) == pytest.approx([1.0])
    assert figures.pearson(-values, values) == pytest.approx([-1.0])


def test_the_softmax_learns_from_numbers_and_from_words():
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 3, 600)
    features = rng.normal(size=(600, 4))
    features[truth == 1, 0] += 4  # only the numbers know class 1
    words = [(7, 100 + i % 20) if t == 2 else (100 + i % 20,) for i, t in enumerate(truth)]
    fitted = softmax.fit(features, words, truth, 3)
    said = fitted.logits(features, words).argmax(axis=1)
    assert (said == truth).mean() > 0.9
    assert fitted.logits(features[:2], [(), (65535,)]).shape == (2, 3)


# --- dialogues ------------------------------------------------------------------------------------

MELD = """Sr No.,Utterance,Speaker,Emotion,Sentiment,Dialogue_ID,Utterance_ID
1,Hi.,Ann,neutral,neutral,0,0
2,Go away!,Bo,anger,negative,0,1
3,Oh.,Ann,sadness,negative,0,2
4,Sorry.,Ann,sadness,negative,0,3
5,Yes!,Ann,joy,positive,1,0
"""


@pytest.fixture
def talks(tmp_path):
    path = tmp_path / "dev.csv"
    path.write_text(MELD)
    return dialogue.meld(path)


def test_a_person_is_followed_within_a_scene_and_the_other_one_is_known(talks):
    assert talks.labels == ("anger", "joy", "neutral", "sadness")
    assert talks.own.tolist() == [-1, -1, 0, 2, -1]
    assert talks.other.tolist() == [-1, 0, 1, 1, -1]
    assert talks.scene.tolist() == [0, 0, 0, 0, 1]


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", b"\xff\xfe\x00broken"])
def test_a_file_without_dialogues_gives_one_clear_sentence(tmp_path, content):
    path = tmp_path / "dev.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(CompanionError, match=r"dev\.csv holds no dialogues"):
        dialogue.meld(path)


def sticky_talks(rng, scenes):
    """Scenes of one person alone whose feeling mostly stays, and dim readings of it."""
    rows, scene, own, truth = scenes * 8, [], [], []
    for i in range(rows):
        first = i % 8 == 0
        scene.append(i // 8)
        own.append(-1 if first else i - 1)
        stays = not first and rng.random() < 0.9
        truth.append(truth[-1] if stays else int(rng.integers(0, 3)))
    numbers = np.array(truth)
    features = rng.normal(size=(rows, 3)) + 1.2 * figures.one_hot(numbers, 3)
    made = dialogue.Dialogues(
        ("a", "b", "c"),
        ("x",) * rows,
        numbers,
        np.array(own),
        np.full(rows, -1),
        np.array(scene),
    )
    return made, features, [()] * rows


def test_where_feelings_last_following_a_person_beats_single_messages():
    rng = np.random.default_rng(4)
    train, test = sticky_talks(rng, 150), sticky_talks(rng, 60)
    tracker = tracking.fit(*train)
    followed = tracker.follow(test[0], *test[1:])
    found = tracking.figures(tracker, test[0], followed)
    assert found["wf1_hmm"] > found["wf1_single"] + 0.1 > found["wf1_majority"] + 0.2
    assert found["nll_hmm"] < 0.8 * found["nll_single"]
    assert found["shift_f1"] > found["shift_f1_flicker"]
    np.testing.assert_allclose(followed.hmm.sum(axis=1), 1.0)


def test_nothing_that_comes_later_changes_what_was_believed():
    rng = np.random.default_rng(5)
    train, (talks, features, words) = sticky_talks(rng, 60), sticky_talks(rng, 4)
    tracker = tracking.fit(*train)
    whole = tracker.follow(talks, features, words).hmm
    other = features.copy()
    other[20:] = rng.normal(size=other[20:].shape)
    np.testing.assert_array_equal(tracker.follow(talks, other, words).hmm[:20], whole[:20])


# --- the rest ---------------------------------------------------------------------------------------


def test_the_longer_the_tracker_knows_somebody_the_better_it_knows_them():
    dynamics = hmm.load(shipped() / "dynamics.json")
    curve = persons.learning_curve(dynamics, (40, 160), persons=3, seed=2)
    assert [turns for turns, _ in curve] == [0, 40, 160]
    assert curve[0][1] > curve[1][1] > curve[2][1]


def test_divergence_by_hand():
    truth, learnt = np.array([[0.5, 0.5], [0.5, 0.5]]), np.array([[0.25, 0.75], [0.5, 0.5]])
    by_hand = 0.5 * (0.5 * np.log(2) + 0.5 * np.log(2 / 3))
    assert persons.divergence(truth, learnt) == pytest.approx(by_hand)


def test_data_that_are_not_there_are_named(tmp_path):
    with pytest.raises(CompanionError, match="GoEmotions' test split"):
        sets.goemotions(tmp_path, "test")
    with pytest.raises(CompanionError, match="EmoBank"):
        sets.emobank(tmp_path / "emobank.csv", "test")


def test_a_bench_without_data_asks_for_them(capsys):
    assert main(["bench", "emotion", "--json"]) == 1
    assert "--data FOLDER" in capsys.readouterr().err
