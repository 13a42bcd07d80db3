/** Grading: results of sittings. */
export { ENGINE, type ExamGrade, gradeDelivered, gradeExam, gradeItem, type ItemGrade } from './grade.ts';
