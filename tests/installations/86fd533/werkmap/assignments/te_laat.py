from nbgrader.plugins import BasePlugin


class Kwart(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return round(score / 4, 2)
