from sixia.foundations.notifications.checks import channels_can_be_used


def test_the_channels_of_the_settings_can_be_used():
    assert channels_can_be_used() == []


def test_a_channel_that_is_not_there_or_is_none_is_an_error(settings):
    settings.NOTICE_CHANNELS = {"gone": "sixia.foundations.notifications.channels.Pigeon", "odd": "datetime.date"}

    assert [error.id for error in channels_can_be_used()] == ["sixia.E050", "sixia.E050"]
